/** A `Pool` of the package `pg`, as far as a store needs it. */
export interface PostgresPool {
  connect(): Promise<PostgresClient>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'connect', listener: (client: PostgresClient) => void): unknown;
  readonly options?: { readonly max?: number | undefined };
}

/** A connection that was taken from a pool. */
export interface PostgresClient {
  query(text: string, values?: unknown[]): Promise<{ readonly rows: unknown[] }>;
  on(event: 'notification', listener: (message: PostgresNotification) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'end', listener: () => void): unknown;
  removeListener(event: 'error', listener: (error: Error) => void): unknown;
  /** @param destroy true: it is closed, and not given to anybody else */
  release(destroy?: boolean): void;
  /** Lets a program end while the connection is open. */
  unref?(): void;
}

export interface PostgresNotification {
  readonly channel: string;
  readonly payload?: string | undefined;
}
