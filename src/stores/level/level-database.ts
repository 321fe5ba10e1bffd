/** An abstract-level database, as far as a store needs it: classic-level, browser-level, memory-level, or a sublevel. */
export interface LevelDatabase {
  open(): Promise<void>;
  close(): Promise<void>;
  get(key: string, options: LevelEncoding): Promise<string | undefined>;
  getMany(keys: string[], options: LevelEncoding): Promise<(string | undefined)[]>;
  /** Only where `supports` says so. */
  getSync?(key: string, options: LevelEncoding): string | undefined;
  readonly supports?: object;
  batch(operations: LevelOperation[], options: LevelEncoding & { readonly sync: boolean }): Promise<void>;
  iterator(options: LevelEncoding & { readonly highWaterMarkBytes?: number }): LevelIterator;
}

export interface LevelEncoding {
  readonly keyEncoding: 'utf8';
  readonly valueEncoding: 'utf8';
}

export type LevelOperation =
  | { readonly type: 'put'; readonly key: string; readonly value: string }
  | { readonly type: 'del'; readonly key: string };

export interface LevelIterator {
  nextv(size: number): Promise<[key: string, value: string][]>;
  close(): Promise<void>;
}
