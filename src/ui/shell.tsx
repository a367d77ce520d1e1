import Link from "next/link";
import type { ReactNode } from "react";
import type { Locale, Messages } from "@/messages";
import type { Role } from "@/rules/permissions";

type FormAction = (form: FormData) => Promise<void>;

export interface NavLink {
  href: string;
  text: string;
  current: boolean;
}

export interface OtherRole {
  role: Role;
  organisationId: number;
  organisationName: string;
}

/** Who is signed in, and what they can do about it. */
export interface Account {
  name: string;
  organisationName: string;
  otherRoles: readonly OtherRole[];
  /** Unread messages, counted up to `most`; is their page the present one? */
  inbox: { unread: number; most: number; current: boolean };
  /** May name a deputy for an absence. */
  namesDeputy: boolean;
  signOut: FormAction;
  switchRole: FormAction;
}

interface ShellProps {
  messages: Messages;
  locale: Locale;
  /** Where the name of the site leads. */
  home: string;
  nav: readonly NavLink[];
  /** More of them, behind one word. */
  desk?: readonly NavLink[];
  /** Set where the date is not the real one. */
  businessDate: string | null;
  /** The next last day of a summary table, in words. */
  deadline: string | null;
  /** Null on public pages. */
  account: Account | null;
  switchLocale: FormAction;
  children: ReactNode;
}

/** What is around every page: the site's name, where one can go, who one is, the date and the next deadline. */
export function Shell({ home, nav, desk = [], businessDate, deadline, children, ...tools }: ShellProps) {
  const { account } = tools;
  const { shell } = tools.messages;
  return (
    <>
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:z-10 focus:bg-paper focus:px-4 focus:py-2"
      >
        {shell.skip}
      </a>
      <header className="border-line border-b bg-paper print:hidden">
        {businessDate && (
          <p className="bg-warn-soft text-center text-warn text-xs leading-6">{shell.businessDate(businessDate)}</p>
        )}
        <div
          className={`relative mx-auto flex max-w-360 items-center gap-x-6 px-4 sm:px-5 ${account ? "flex-wrap" : ""}`}
        >
          <Link href={home} prefetch={false} className="py-3 font-semibold text-ink text-lg no-underline">
            {account ? shell.productShort : shell.product}
          </Link>
          {nav.length > 0 && (
            <nav aria-label={shell.mainMenu} className="hidden items-center gap-5 lg:flex">
              <NavList nav={nav} className="flex flex-wrap gap-x-5" />
              {desk.length > 0 && <Desk desk={desk} label={shell.desk} />}
            </nav>
          )}
          <div
            className={`ml-auto items-center gap-x-4 text-sm text-soft ${account ? "hidden flex-wrap lg:flex" : "flex"}`}
          >
            {deadline && <span>{deadline}</span>}
            {account && <InboxLink messages={tools.messages} {...account.inbox} />}
            <Tools {...tools} />
          </div>
          {account && (
            <div className="ml-auto flex items-center gap-x-4 lg:hidden">
              <InboxLink messages={tools.messages} {...account.inbox} />
              <Menu nav={[...nav, ...desk]} {...tools} />
            </div>
          )}
        </div>
        {deadline && <p className="border-line border-t px-4 py-1 text-sm text-soft lg:hidden">{deadline}</p>}
      </header>
      <main id="main" tabIndex={-1} className="mx-auto max-w-360 px-4 py-4 outline-none sm:px-5">
        {children}
      </main>
      <footer className="mx-auto max-w-360 px-4 py-6 text-sm text-soft sm:px-5 print:hidden">
        <Link href="/notice" prefetch={false}>
          {shell.notice}
        </Link>
        <Link href="/verify" prefetch={false} className="ml-6">
          {tools.messages.certificates.verify.title}
        </Link>
      </footer>
    </>
  );
}

function NavList({ nav, className }: { nav: readonly NavLink[]; className: string }) {
  return (
    <ul className={className}>
      {nav.map(({ href, text, current }) => (
        <li key={href}>
          <Link
            href={href}
            prefetch={false}
            aria-current={current ? "page" : undefined}
            className="block border-transparent border-b-2 py-3 text-ink no-underline hover:text-accent aria-[current=page]:border-accent aria-[current=page]:text-accent"
          >
            {text}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** Opened by the browser itself, without script. */
function Desk({ desk, label }: { desk: readonly NavLink[]; label: string }) {
  const within = desk.some(({ current }) => current);
  return (
    <details className="relative">
      <summary
        className={`cursor-pointer list-none whitespace-nowrap border-b-2 py-3 hover:text-accent [&::-webkit-details-marker]:hidden ${within ? "border-accent text-accent" : "border-transparent text-ink"}`}
      >
        {label}
        <span aria-hidden="true"> ▾</span>
      </summary>
      <div className="absolute top-full left-0 z-10 min-w-40 rounded-md border border-line bg-paper px-4 py-1 shadow-md">
        <NavList nav={desk} className="divide-y divide-line whitespace-nowrap" />
      </div>
    </details>
  );
}

/** In sight on a phone, too: whoever has something to mend shouldn't have to look for it. */
function InboxLink({ messages: { shell, inbox }, unread, most, current }: Account["inbox"] & { messages: Messages }) {
  return (
    <Link
      href="/messages"
      prefetch={false}
      aria-current={current ? "page" : undefined}
      className="flex items-center gap-1.5 whitespace-nowrap py-1 text-ink no-underline hover:text-accent aria-[current=page]:text-accent max-lg:py-3"
    >
      {shell.nav.messages}
      {unread > 0 && (
        <span className="rounded-full bg-accent px-2 text-white text-xs leading-5">
          <span aria-hidden="true">{unread < most ? unread : `${most - 1}+`}</span>
          <span className="sr-only">{inbox.unread(unread, most)}</span>
        </span>
      )}
    </Link>
  );
}

type ToolProps = Pick<ShellProps, "messages" | "locale" | "account" | "switchLocale">;

/** On a phone everything but the name of the site is behind one word; opened by the browser itself, without script. */
function Menu({ nav, ...tools }: ToolProps & Pick<ShellProps, "nav">) {
  const { shell } = tools.messages;
  return (
    <details className="group">
      <summary className="list-none rounded-md px-2 py-3 text-accent group-open:font-semibold [&::-webkit-details-marker]:hidden">
        {shell.menu}
        <span aria-hidden="true"> ▾</span>
      </summary>
      <div className="absolute inset-x-0 top-full z-10 border-line border-y bg-paper px-4 shadow-md">
        <nav aria-label={shell.mainMenu}>
          <NavList nav={nav} className="divide-y divide-line border-line border-b" />
        </nav>
        <div className="flex flex-col items-start gap-1 py-3">
          <Tools {...tools} />
        </div>
      </div>
    </details>
  );
}

const TEXT_BUTTON = "min-h-8 whitespace-nowrap py-1 text-accent underline underline-offset-4 hover:text-accent-deep";

function Tools({ messages: { shell, credits }, locale, account, switchLocale }: ToolProps) {
  const other: Locale = locale === "en" ? "zh-CN" : "en";
  return (
    <>
      {account && (
        <span>
          <span className="text-ink">{account.name}</span> {account.organisationName}
        </span>
      )}
      {account?.otherRoles.map(({ role, organisationId, organisationName }) => (
        <form key={`${role} ${organisationId}`} action={account.switchRole}>
          <input type="hidden" name="role" value={role} />
          <input type="hidden" name="organisationId" value={organisationId} />
          <button type="submit" className={TEXT_BUTTON} title={organisationName}>
            {shell.switchRole(credits.roles[role])}
          </button>
        </form>
      ))}
      {account?.namesDeputy && (
        <Link href="/deputies" prefetch={false} className="py-1">
          {shell.nav.deputies}
        </Link>
      )}
      {account && (
        <Link href="/password" prefetch={false} className="py-1">
          {shell.changePassword}
        </Link>
      )}
      <form action={switchLocale}>
        <input type="hidden" name="locale" value={other} />
        <button type="submit" lang={other} className={TEXT_BUTTON}>
          {shell.otherLanguage}
        </button>
      </form>
      {account && (
        <form action={account.signOut}>
          <button type="submit" className={TEXT_BUTTON}>
            {shell.signOut}
          </button>
        </form>
      )}
    </>
  );
}
