import { type Attributes, context, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { AWSXRayPropagator } from '@opentelemetry/propagator-aws-xray';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { AlwaysOffSampler, ParentBasedSampler, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { Wait } from '../failure/errors.ts';
import { xrayDaemon } from './xray-daemon.ts';

/** As X-Ray and Lambda spell it. */
const HEADER = 'X-Amzn-Trace-Id';
const propagator = new AWSXRayPropagator();

/** Where there is no daemon, so on a laptop and outside Lambda, the API without a provider does nothing (Lambda Developer Guide, "Environment variables"). */
const daemon = process.env.AWS_XRAY_DAEMON_ADDRESS;
const provider = daemon
  ? new TracerProvider({
      resource: resourceFromAttributes({
        'service.name': process.env.POWERTOOLS_SERVICE_NAME ?? 'tenantry',
        'cloud.provider': 'aws',
        'cloud.platform': 'aws_lambda',
      }),
      // X-Ray decides what is sampled, and Lambda hands it on: nothing here starts a trace.
      sampler: new ParentBasedSampler({ root: new AlwaysOffSampler() }),
      spanProcessors: [new SimpleSpanProcessor({ exporter: xrayDaemon(daemon) })],
    })
  : undefined;
if (provider) {
  trace.setGlobalTracerProvider(provider);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
}
const tracer = trace.getTracer('tenantry');

/** Attributes by which traces can be searched: X-Ray indexes those that are listed (X-Ray Developer Guide, "Migrating to OpenTelemetry"). */
const indexed = (annotations: Readonly<Record<string, string>>): Attributes => ({
  ...annotations,
  'aws.xray.annotations': Object.keys(annotations),
});

/** Runs work as a span, which its error marks as failed. */
const within = async <T>(span: Span, work: () => Promise<T>, isFault: (error: unknown) => boolean = () => true): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (isFault(error)) {
      span.recordException(error as Error);
      span.setStatus({ code: SpanStatusCode.ERROR });
    }
    throw error;
  } finally {
    span.end();
  }
};

/** Runs one invocation of a function as a span below Lambda's own. All spans are sent before it ends: Lambda freezes the process then. */
export const invocation = async <T>(work: () => Promise<T>): Promise<T> => {
  const header = { [HEADER]: process.env._X_AMZN_TRACE_ID };
  const parent = propagator.extract(ROOT_CONTEXT, header, { keys: Object.keys, get: (carrier, key) => carrier[key as typeof HEADER] });
  try {
    return await tracer.startActiveSpan(process.env._HANDLER ?? 'handler', {}, parent, (span) => within(span, work));
  } finally {
    await provider?.forceFlush();
  }
};

/** Annotates the current span. */
export const annotate = (annotations: Readonly<Record<string, string>>): void => {
  trace.getActiveSpan()?.setAttributes(indexed(annotations));
};

/** Runs a part of the work as a span with annotations. That it has to wait is no fault. */
export const traced = <T>(name: string, annotations: Readonly<Record<string, string>>, work: () => Promise<T>): Promise<T> =>
  tracer.startActiveSpan(name, { attributes: indexed(annotations) }, (span) => within(span, work, (error) => !(error instanceof Wait)));

interface Call {
  readonly request: { readonly headers: Record<string, string> };
}
interface Answer {
  readonly response?: { readonly statusCode?: number };
  readonly output?: { readonly $metadata?: Metadata };
}
interface Metadata {
  readonly httpStatusCode?: number;
  readonly requestId?: string;
}
interface Names {
  readonly clientName?: string;
  readonly commandName?: string;
}

/** Middleware of SDK clients, step `build`: a call of AWS is a span, and what it starts belongs to the same trace. */
export const traceCall =
  (region: string | undefined) =>
  (next: (args: Call) => Promise<Answer>, { clientName = 'AWS', commandName = '' }: Names) =>
  (args: Call): Promise<Answer> => {
    const service = clientName.replace(/Client$/, '');
    // What makes a span an AWS call for X-Ray (OpenTelemetry Collector, awsxrayexporter).
    const attributes: Attributes = { 'rpc.system': 'aws-api', 'rpc.service': service, 'rpc.method': commandName.replace(/Command$/, '') };
    if (region) attributes['aws.region'] = region;
    return tracer.startActiveSpan(service, { kind: SpanKind.CLIENT, attributes }, (span) => {
      propagator.inject(context.active(), args.request.headers, {
        set: (headers, _, value) => Object.assign(headers, { [HEADER]: value }),
      });
      const answered = ({ httpStatusCode, requestId }: Metadata = {}): void => {
        if (httpStatusCode !== undefined) span.setAttribute('http.response.status_code', httpStatusCode);
        if (requestId !== undefined) span.setAttribute('aws.request_id', requestId);
      };
      return within(span, async () => {
        try {
          const answer = await next(args);
          answered(answer.output?.$metadata);
          return answer;
        } catch (error) {
          answered((error as { readonly $metadata?: Metadata }).$metadata);
          throw error;
        }
      });
    });
  };
