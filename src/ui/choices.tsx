/** A few ways to show the same page, all in sight: links, so that each has an address. */
export function Choices({
  label,
  choices,
}: {
  label: string;
  choices: readonly { text: string; href: string; current: boolean }[];
}) {
  return (
    <ul aria-label={label} className="mb-2 flex flex-wrap gap-2">
      {choices.map(({ text, href, current }) => (
        <li key={text}>
          <a
            href={href}
            aria-current={current ? "true" : undefined}
            className="block rounded-sm bg-paper px-2 py-1 text-sm no-underline aria-[current]:bg-accent-soft aria-[current]:font-semibold"
          >
            {text}
          </a>
        </li>
      ))}
    </ul>
  );
}
