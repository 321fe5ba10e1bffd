import type { Published } from '../source.js';

/** An issue or pull request on GitHub in which a user of AWS shows its answer, as `owner/repository#number`. */
export function quoted(issue: `${string}/${string}#${number}`): Published {
  return { evidence: 'IS', title: issue, url: `https://github.com/${issue.replace('#', '/issues/')}` };
}
