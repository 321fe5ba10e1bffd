import { expected } from '../options/checks.js';
import { rememberSignal } from '../sdk-door/abort.js';
import { NAME, TAG } from '../sdk-door/middleware.js';
import type { Attaching, MiddlewareStack, SdkClient } from '../sdk-door/stack.js';
import { findMiddleware } from '../sdk-door/stack-entries.js';

/** A client class of the AWS SDK: `KMSClient`, or a class made from it. */
export interface ClientClass {
  readonly prototype: { send(command: never, ...rest: never[]): unknown };
}

interface Installation {
  readonly kms: Attaching;
  uninstall(): void;
}

interface Command {
  readonly middlewareStack: MiddlewareStack;
}

type Send = (this: SdkClient, command: Command, ...rest: unknown[]) => unknown;

// Registered, so that a second copy of this package finds what the first one installed.
const INSTALLED = Symbol.for('localkms.installed');

/**
 * Lets a world answer every client of a class, `KMS` included, made before or after: each is attached when it next sends.
 * A client that has a world of its own keeps it. Installing another world takes the place of the first.
 * @param target `KMSClient`, or the module that exports it
 * @throws TypeError for a target that is no client class, or a world that attaches no clients
 * @returns a function that gives the class and its clients back as they were
 */
export function installLocalKms(target: ClientClass | { readonly KMSClient: ClientClass }, kms: Attaching): () => void {
  const prototype = prototypeOf(target);
  if (typeof (kms as Partial<Attaching> | null | undefined)?.attach !== 'function') {
    expected('kms', kms, 'what localKms() gave');
  }
  const before = prototype[INSTALLED];
  if (before?.kms === kms) return before.uninstall;
  before?.uninstall();

  const original = Object.getOwnPropertyDescriptor(prototype, 'send');
  const seen = new WeakSet<SdkClient>();
  const attached = new Set<WeakRef<SdkClient>>();
  // Clients come and go; what is left of them must not pile up.
  const gone = new FinalizationRegistry<WeakRef<SdkClient>>((reference) => attached.delete(reference));
  const installation: Installation = { kms, uninstall };

  /** Looked up at each call where the class had none of its own: somebody may wrap that of the class beneath meanwhile. */
  function inherited(): Send {
    return (original?.value as Send | undefined) ?? (Object.getPrototypeOf(prototype) as { send: Send }).send;
  }

  function send(this: SdkClient, command: Command, ...rest: unknown[]): unknown {
    if (prototype[INSTALLED] === installation && !seen.has(this)) {
      seen.add(this);
      if (findMiddleware(NAME, this.middlewareStack) === undefined) {
        kms.attach(this as never);
        const reference = new WeakRef(this);
        attached.add(reference);
        gone.register(this, reference);
      }
    }
    const signal = (rest[0] as { abortSignal?: AbortSignal } | undefined)?.abortSignal;
    if (signal) rememberSignal(command.middlewareStack, signal);
    return inherited().call(this, command, ...rest);
  }

  function uninstall(): void {
    if (prototype[INSTALLED] !== installation) return;
    delete prototype[INSTALLED];
    for (const reference of attached) {
      const client = reference.deref();
      if (client === undefined) continue;
      client.middlewareStack.removeByTag(TAG);
      delete client.handlers;
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

interface Installable {
  send: Send;
  [INSTALLED]?: Installation;
}

function prototypeOf(target: unknown): Installable {
  const given = target as { KMSClient?: unknown } | null | undefined;
  const { prototype } = (given?.KMSClient ?? given ?? {}) as { prototype?: Partial<Installable> };
  if (typeof prototype?.send !== 'function') {
    return expected('target', target, 'KMSClient, or the module that exports it');
  }
  return prototype as Installable;
}
