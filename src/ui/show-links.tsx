/** Which part of a list is shown, each with its count: links, so that each has an address. */
export function ShowLinks({
  links,
  className = "mb-3",
}: {
  links: readonly { text: string; href: string; current: boolean }[];
  className?: string;
}) {
  return (
    <p className={`flex flex-wrap gap-x-6 ${className}`}>
      {links.map(({ text, href, current }) => (
        <a
          key={text}
          href={href}
          aria-current={current ? "page" : undefined}
          className="py-2 aria-[current]:font-semibold aria-[current]:text-ink aria-[current]:no-underline"
        >
          {text}
        </a>
      ))}
    </p>
  );
}
