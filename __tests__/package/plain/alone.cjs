// No socket, no file outside the installed packages, no environment variable: run with an empty environment.
const { equal, ok } = require('node:assert/strict');
const fs = require('node:fs');
const net = require('node:net');

// Before the SDK takes its own references to them.
const touched = [];
net.Socket.prototype.connect = function connect() {
  touched.push('a socket');
  throw new Error('A socket was opened');
};
watch(fs, ['readFile', 'readFileSync', 'open', 'openSync']);
watch(fs.promises, ['readFile', 'open']);

function watch(module, names) {
  for (const name of names) {
    const original = module[name];
    module[name] = function watched(path, ...rest) {
      if (!String(path).startsWith(__dirname)) touched.push(`${name} ${path}`);
      return original.call(this, path, ...rest);
    };
  }
}

const sdk = require('@aws-sdk/client-kms');
const { localKms } = require('localkms');
const mainJob = require('./main-job.cjs');

mainJob({ sdk, localKms, equal, ok }).then(() => equal(touched.join(), ''));
