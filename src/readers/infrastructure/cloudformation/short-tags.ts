import { type Document, isNode, Pair, Scalar, visit, YAMLMap } from 'yaml';

/**
 * Turns the short form of functions in YAML, such as `!Ref Name`, into their full form, `{ Ref: Name }`.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export function expandShortTags(document: Document): void {
  visit(document, {
    Node(_, node) {
      const tag = isNode(node) && 'tag' in node ? node.tag : undefined;
      if (tag === undefined || !/^!\w/.test(tag)) return undefined;
      const name = tag === '!Ref' || tag === '!Condition' ? tag.slice(1) : `Fn::${tag.slice(1)}`;
      delete node.tag;
      const call = new YAMLMap();
      // An alias of it is an alias of the function.
      if ('anchor' in node && node.anchor !== undefined) {
        call.anchor = node.anchor;
        delete node.anchor;
      }
      call.items.push(new Pair(new Scalar(name), node));
      return call;
    },
  });
}
