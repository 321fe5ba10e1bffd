import { KmsFault } from '../../src/model/fault.js';
import { addTags } from '../../src/rules/tag-rules.js';

const tag = (TagKey: string, TagValue = '') => ({ TagKey, TagValue });
const HAD = [
  { ...tag('a', '1'), place: 3 },
  { ...tag('b', '2'), place: 7 },
];

function faultOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    if (error instanceof KmsFault) return { name: error.name, message: error.wireMessage };
    throw error;
  }
}

describe('tags that are added', () => {
  it('follow those that a key has; a known TagKey gets its new value and keeps its place', () => {
    expect(addTags(HAD, [tag('c', '3'), tag('a', '4'), tag('d', '5')], 4)).toEqual([
      { ...tag('a', '4'), place: 3 },
      { ...tag('b', '2'), place: 7 },
      { ...tag('c', '3'), place: 8 },
      { ...tag('d', '5'), place: 9 },
    ]);
    expect(addTags([], [tag('c')], 1)).toEqual([{ ...tag('c'), place: 1 }]);
  });

  it('change nothing where there are none', () => {
    expect(addTags(HAD, [], 1)).toBe(HAD);
  });

  it.each([
    ['Duplicate tag keys', [tag('c', '1'), tag('c', '2')]],
    ['Tags beginning with aws: are reserved', [tag('aws:c')]],
    ['Tags beginning with aws: are reserved', [tag('AWS:c')]],
    ...['!', 'c!', '!c', 'c!c', '\n', '\u{1F600}'].flatMap(
      (text): [string, { TagKey: string; TagValue: string }[]][] => [
        ['Invalid tag', [tag(text)]],
        ['Invalid tag', [tag('c', text)]],
      ],
    ),
    ['Too many tags', [tag('c'), tag('d'), tag('e')]],
  ])('are refused: %s %j', (message, given) => {
    expect(faultOf(() => addTags(HAD, given, 4))).toEqual({ name: 'TagException', message });
  });

  it.each(['my aws:c', 'aws', 'é', '字', '٣', '_.:/=+-@', 'a b'])('may have the key and the value %p', (text) => {
    expect(addTags([], [tag(text, text)], 1)).toEqual([{ ...tag(text, text), place: 1 }]);
  });
});
