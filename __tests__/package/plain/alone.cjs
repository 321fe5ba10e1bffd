// No socket, no file outside the installed packages, no environment variable: run with an empty environment.
const { equal, ok } = require('node:assert/strict');
const fs = require('node:fs');
const net = require('node:net');
const path = require('node:path');

// node_modules are beside this folder.
const PROJECT = path.dirname(__dirname);

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
    module[name] = function refusing(file, ...rest) {
      if (String(file).startsWith(PROJECT)) return original.call(this, file, ...rest);
      touched.push(String(file));
      return refuse(Object.assign(new Error(`No file ${file}`), { code: 'ENOENT' }));
    };
  }
}

const sdk = require('@aws-sdk/client-kms');
const { localKms } = require('localkms');
const mainJob = require('./main-job.cjs');

mainJob({ sdk, localKms, equal, ok }).then(() => {
  // The SDK looks into its own files for a Region and for how often to retry, and need not find any.
  for (const file of touched) ok(/[\\/]\.aws[\\/](config|credentials)$/.test(file), file);
});
