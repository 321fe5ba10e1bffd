import { environment } from '../runtime/environment.js';

/** Key material that is gone with the process must not protect anything that stays. */
export function refuseProduction(allowed: boolean | undefined): void {
  if (allowed === true || environment()?.NODE_ENV !== 'production') return;
  throw new Error(
    '[localkms] NODE_ENV is "production": localkms keeps its keys in memory only, so whatever is encrypted under them is ' +
      'lost when the process ends, and nothing guards them. Set options.allowInProduction to true if that is what you want.',
  );
}
