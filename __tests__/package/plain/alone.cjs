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
refuseFiles(fs, ['readFileSync', 'openSync'], (error) => {
  throw error;
});
refuseFiles(fs.promises, ['readFile', 'open'], (error) => Promise.reject(error));

function refuseFiles(module, names, refuse) {
  for (const name of names) {
    const original = module[name];
    module[name] = function refusing(path, ...rest) {
      if (String(path).startsWith(__dirname)) return original.call(this, path, ...rest);
      touched.push(String(path));
      return refuse(Object.assign(new Error(`No file ${path}`), { code: 'ENOENT' }));
    };
  }
}

const sdk = require('@aws-sdk/client-kms');
const { localKms } = require('localkms');
const mainJob = require('./main-job.cjs');

mainJob({ sdk, localKms, equal, ok }).then(() => {
  // The SDK looks into its own files for a Region and for how often to retry, and need not find any.
  for (const path of touched) ok(/[\\/]\.aws[\\/](config|credentials)$/.test(path), path);
});
