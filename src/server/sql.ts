import { createHash } from "node:crypto";

/** A statement and its parameters. Made by the `sql` tag only, so a value can never become text of a statement. */
export class Statement {
  constructor(
    readonly text: string,
    readonly values: readonly unknown[],
  ) {}
}

/**
 * Builds a statement: every `${value}` becomes a parameter, every `${sql`…`}` a part of the text.
 * @example sql`select id from teachers where city_id = ${cityId} ${onlyMine ? sql`and id = ${teacherId}` : sql``}`
 */
export function sql(strings: TemplateStringsArray, ...parts: readonly unknown[]): Statement {
  let text = strings[0] ?? "";
  const values: unknown[] = [];
  parts.forEach((part, i) => {
    if (part instanceof Statement) {
      text += part.text.replace(/\$(\d+)/g, (_, n: string) => `$${Number(n) + values.length}`);
      values.push(...part.values);
    } else {
      values.push(part);
      text += `$${values.length}`;
    }
    text += strings[i + 1] ?? "";
  });
  return new Statement(text, values);
}

const names = new Map<string, string>();

/** The name under which a connection keeps this text prepared. */
export function preparedName(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = createHash("sha1").update(text).digest("base64url");
    names.set(text, name);
  }
  return name;
}
