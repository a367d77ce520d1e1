/** The address of a list with its filters and place; what isn't set is left out, so that the same list has one address. */
export function listHref(base: string, query: Readonly<Record<string, string | undefined>>): string {
  const search = new URLSearchParams(Object.entries(query).flatMap(([key, value]) => (value ? [[key, value]] : [])));
  return search.size > 0 ? `${base}?${search}` : base;
}
