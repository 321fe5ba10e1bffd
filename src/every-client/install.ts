import { rememberSignal } from '../sdk-door/abort.js';
import { NAME, TAG } from '../sdk-door/middleware.js';
import type { MiddlewareStack } from '../sdk-door/stack.js';
import { findMiddleware } from '../sdk-door/stack-entries.js';

/** A client class of the AWS SDK: `KMSClient`, or a class made from it. */
export interface ClientClass {
  readonly prototype: { send(command: never, ...rest: never[]): unknown };
}

/** What answers the clients: the world that `localKms()` made, or the same `as` another caller. */
export interface Attaching {
  attach<Client extends { readonly middlewareStack: { use(plugin: never): void } }>(client: Client): Client;
}

interface Client {
  readonly middlewareStack: MiddlewareStack;
  handlers?: unknown;
}

interface Installation {
  readonly kms: Attaching;
  uninstall(): void;
}

interface Command {
  readonly middlewareStack: MiddlewareStack;
}

type Send = (this: Client, command: Command, ...rest: unknown[]) => unknown;

// Registered, so that a second copy of this package finds what the first one installed.
const INSTALLED = Symbol.for('localkms.installed');

/**
 * Lets a world answer every client of a class, `KMS` included, made before or after: each is attached when it next sends.
 * A client that has a world of its own keeps it. Installing another world takes the place of the first.
 * @param target `KMSClient`, or the module that exports it
 * @returns a function that gives the class and its clients back as they were
 */
export function installLocalKms(target: ClientClass | { readonly KMSClient: ClientClass }, kms: Attaching): () => void {
  const { prototype } = ('KMSClient' in target ? target.KMSClient : target) as {
    prototype: { send: Send; [INSTALLED]?: Installation };
  };
  const before = prototype[INSTALLED];
  if (before?.kms === kms) return before.uninstall;
  before?.uninstall();

  const original = Object.getOwnPropertyDescriptor(prototype, 'send');
  const sendOn = prototype.send;
  const seen = new WeakSet<Client>();
  const attached = new Set<WeakRef<Client>>();
  const installation: Installation = { kms, uninstall };

  function send(this: Client, command: Command, ...rest: unknown[]): unknown {
    if (prototype[INSTALLED] === installation && !seen.has(this)) {
      seen.add(this);
      if (findMiddleware(NAME, this.middlewareStack) === undefined) {
        kms.attach(this as never);
        attached.add(new WeakRef(this));
      }
    }
    const signal = (rest[0] as { abortSignal?: AbortSignal } | undefined)?.abortSignal;
    if (signal) rememberSignal(command.middlewareStack, signal);
    return sendOn.call(this, command, ...rest);
  }

  function uninstall(): void {
    if (prototype[INSTALLED] !== installation) return;
    delete prototype[INSTALLED];
    for (const reference of attached) {
      const client = reference.deref();
      client?.middlewareStack.removeByTag(TAG);
      delete client?.handlers;
    }
    // Whoever wrapped `send` since, such as a spy, keeps the wrapper; ours then only passes on.
    if (prototype.send !== send) return;
    if (original) Object.defineProperty(prototype, 'send', original);
    else delete (prototype as { send?: Send }).send;
  }

  Object.defineProperty(prototype, 'send', { value: send, writable: true, configurable: true });
  Object.defineProperty(prototype, INSTALLED, { value: installation, writable: true, configurable: true });
  return uninstall;
}
