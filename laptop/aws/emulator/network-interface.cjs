// Preloaded into functions and builds: all of them share the laptop's loopback interface, so a connection to the database says first whose
// network interface it would leave by (src/gateway/network/database-port.ts). Nothing else of the process changes.
const net = require('node:net');

const [port, arn] = (process.env.LAPTOP_NETWORK_INTERFACE ?? '').split(' ');
// A function has no children, and sees nothing of the laptop; the processes of a build inherit it.
if (process.env.AWS_LAMBDA_FUNCTION_NAME) delete process.env.LAPTOP_NETWORK_INTERFACE;

if (arn) {
  const connect = net.Socket.prototype.connect;
  net.Socket.prototype.connect = function (...args) {
    const socket = connect.apply(this, args);
    const first = Array.isArray(args[0]) ? args[0][0] : args[0];
    const wanted = typeof first === 'object' && first !== null ? first.port : first;
    // Before whatever the client writes, since a stream keeps the order; sent as soon as it is connected.
    if (String(wanted) === port) socket.write(`from ${arn}\n`);
    return socket;
  };
}
