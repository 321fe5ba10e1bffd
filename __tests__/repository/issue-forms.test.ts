import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

const FOLDER = '.github/ISSUE_TEMPLATE';
const FORMS = readdirSync(FOLDER).filter((file) => file !== 'config.yml');

/** What GitHub asks of each kind of element: docs.github.com, "Syntax for GitHub's form schema". */
const ELEMENTS: { readonly [type: string]: readonly string[] } = {
  markdown: ['value'],
  textarea: ['label'],
  input: ['label'],
  dropdown: ['label', 'options'],
  checkboxes: ['label', 'options'],
};

interface Element {
  readonly type: string;
  readonly id?: string;
  readonly attributes: { readonly [name: string]: unknown };
}

describe.each(FORMS)('the issue form %s', (file) => {
  const form = parse(readFileSync(`${FOLDER}/${file}`, 'utf8'));
  const body: readonly Element[] = form.body;

  it('has what GitHub asks of a form', () => {
    expect(form).toEqual({
      name: expect.any(String),
      description: expect.any(String),
      labels: expect.any(Array),
      body: expect.any(Array),
    });
  });

  it.each(body)('has what GitHub asks of the element $id', ({ type, attributes }) => {
    expect(Object.keys(ELEMENTS)).toContain(type);
    expect(Object.keys(attributes)).toEqual(expect.arrayContaining([...(ELEMENTS[type] ?? [])]));
  });

  it('has an id of its own for each answer', () => {
    const ids = body.filter(({ type }) => type !== 'markdown').map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
    for (const id of ids) expect(id).toMatch(/^[a-z-]+$/);
  });
});

it('shows the chooser, and where vulnerabilities go', () => {
  const { blank_issues_enabled, contact_links } = parse(readFileSync(`${FOLDER}/config.yml`, 'utf8'));
  expect(blank_issues_enabled).toBe(false);
  for (const link of contact_links) {
    expect(link).toEqual({
      name: expect.any(String),
      url: expect.stringMatching(/^https:/),
      about: expect.any(String),
    });
  }
});
