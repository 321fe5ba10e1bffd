/** A client of the AWS SDK, `KMSClient` or `KMS`, in any version. */
export interface AttachableClient {
  readonly middlewareStack: { use(plugin: never): void };
}

/** What answers clients: a world, or the same `as` another caller. */
export interface Attaching {
  /**
   * Answers the client's commands from this world and returns the client. Unlike `use`, it reads the client's Region
   * also where a custom endpoint hides it.
   * @throws TypeError for what is not a client, or a client of another service
   */
  attach<Client extends AttachableClient>(client: Client): Client;
}

/** As much of a client as localkms touches. */
export interface SdkClient {
  readonly middlewareStack: MiddlewareStack;
  readonly config?: SdkConfig;
  /** What `cacheMiddleware` keeps of the commands that were sent. */
  handlers?: unknown;
}

/** As much of a client's configuration, once the SDK has resolved it. */
export interface SdkConfig {
  readonly region?: () => Promise<string | undefined>;
  readonly serviceId?: string;
  readonly retryStrategy?: () => Promise<RetryStrategy>;
}

/** How a client's retry decides; before util-retry 2.0 it had none of these methods. */
export interface RetryStrategy {
  readonly retryBackoffStrategy?: object;
  acquireInitialRetryToken(scope: string): Promise<object>;
  recordSuccess(token: object): void;
}

/** What a middleware hands down and gets back; the SDK's own types differ between its versions, this much never did. */
export interface HandlerArguments {
  readonly input: object;
  /** Once it is serialized. */
  readonly request?: { readonly hostname?: string; readonly body?: string | Uint8Array };
}

export interface HandlerResult {
  readonly response: unknown;
  readonly output?: object;
}

export type Handler = (args: HandlerArguments) => Promise<HandlerResult>;

export type Middleware = (next: Handler, context: HandlerContext) => Handler;

/** What the SDK tells a middleware about the command being sent. */
export interface HandlerContext {
  readonly clientName?: string;
  readonly commandName?: string;
  readonly __smithy_context?: {
    readonly commandInstance?: { readonly middlewareStack?: MiddlewareStack };
    /** Since @smithy/core 3.39. */
    readonly abortSignal?: AbortSignal;
  };
}

/** What a stack takes and tells of an entry: a `step` and a `priority`, or what it is placed beside. */
export interface EntryOptions {
  readonly name?: string;
  readonly aliases?: readonly string[];
  readonly tags?: string[];
  readonly override?: boolean;
  readonly step?: string;
  readonly priority?: 'high' | 'normal' | 'low';
  /** Where it is placed beside another, in whose step it runs; the SDK then ignores a step and a priority of its own. */
  readonly toMiddleware?: string;
}

/** As much of the SDK's middleware stack as localkms touches. */
export interface MiddlewareStack {
  add(middleware: Middleware, options: EntryOptions): void;
  addRelativeTo(middleware: Middleware, options: EntryOptions): void;
  remove(middleware: Middleware): boolean;
  concat(from: MiddlewareStack): MiddlewareStack;
  resolve(handler: Handler, context: HandlerContext): Handler;
  use(plugin: { applyToStack(stack: MiddlewareStack): void }): void;
  removeByTag(tag: string): boolean;
  applyToStack(stack: object): void;
  /** Whether each chain is printed. */
  identifyOnResolve?(): boolean;
}
