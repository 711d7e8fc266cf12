import { createSocket } from 'node:dgram';
import { ExportResultCode } from '@opentelemetry/core';
import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';

/** How the daemon that Lambda runs beside a function takes spans; `T1S`: of sampled traces (AWS Distro for OpenTelemetry, X-Ray UDP exporter). */
const PREFIX = '{"format":"json","version":1}\nT1S';

/**
 * Sends spans to the X-Ray daemon, one datagram each. Nobody answers a datagram, so a function never waits for the daemon, and one that
 * is not there fails nothing. AWS's own package of this (`@aws/aws-distro-opentelemetry-exporter-xray-udp`) needs OpenTelemetry 1.
 * @param address of the daemon: `169.254.79.129:2000`
 */
export const xrayDaemon = (address: string): SpanExporter => {
  const [host, port] = address.split(':');
  const socket = createSocket('udp4').unref();
  socket.on('error', () => undefined);
  return {
    export: (spans: ReadableSpan[], done) => {
      const message = Buffer.from(ProtobufTraceSerializer.serializeRequest(spans) ?? []).toString('base64');
      socket.send(PREFIX + message, Number(port), host, () => done({ code: ExportResultCode.SUCCESS }));
    },
    shutdown: () => new Promise((closed) => void socket.close(closed)),
  };
};
