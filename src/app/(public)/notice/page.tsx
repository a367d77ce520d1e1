import type { Metadata } from "next";
import type { ReactNode } from "react";
import type { Messages } from "@/messages";
import { CLAUSE_IDS, CLAUSES, type Clause, RULES, type RuleId } from "@/rules/clauses";
import { currentMessages } from "@/server/locale";
import { Card } from "@/ui/card";
import { ClauseLink } from "@/ui/clause-link";
import { PageTitle } from "@/ui/page-title";

const NOTICE = CLAUSE_IDS.filter((clause) => clause !== "S");
const RULE_IDS = Object.keys(RULES) as RuleId[];

export async function generateMetadata(): Promise<Metadata> {
  const { pub, shell } = await currentMessages();
  return { title: shell.titled(pub.notice.title) };
}

/** The notice word for word and the rules drawn from it; every «依据 三.7» in the system leads here. */
export default async function NoticePage() {
  const messages = await currentMessages();
  const { notice } = messages.pub;
  return (
    <div className="mx-auto max-w-3xl">
      <PageTitle title={notice.title} lead={notice.lead} />
      <Card title={notice.contents}>
        <ul className="columns-1 gap-x-8 sm:columns-2">
          {NOTICE.map((clause) => (
            <li key={clause}>
              <a href={`#${clause}`}>
                <ClauseName clause={clause} />
              </a>
            </li>
          ))}
          <li>
            <a href="#rules">{notice.rules}</a>
          </li>
        </ul>
      </Card>
      <Card title={notice.clauses}>
        <p className="mb-4 text-balance text-center font-semibold text-lg" lang="zh-CN">
          {notice.source}
        </p>
        {notice.original && <p className="mb-4 text-soft">{notice.original}</p>}
        {NOTICE.map((clause) => (
          <Anchored key={clause} id={clause} title={<ClauseName clause={clause} />}>
            {CLAUSES[clause].paragraphs.map((paragraph) => (
              <p
                key={paragraph}
                lang="zh-CN"
                className={`mb-2 text-justify leading-[1.9] ${addresses(paragraph) ? "" : "indent-[2em]"}`}
              >
                {paragraph}
              </p>
            ))}
          </Anchored>
        ))}
      </Card>
      <Card title={notice.rules} id="rules">
        <p id="S" className="mb-4 text-soft">
          {notice.system}
        </p>
        {RULE_IDS.map((rule) => (
          <Anchored key={rule} id={rule} title={messages.rules.ruleNumber(rule)}>
            <p>{messages.rules.statements[rule]}</p>
            <Grounds rule={rule} messages={messages} />
          </Anchored>
        ))}
      </Card>
    </div>
  );
}

/** The line that names the addressees stands at the edge, as in the printed notice; paragraphs are indented by two characters. */
const addresses = (paragraph: string) => paragraph === CLAUSES.N0.paragraphs[0];

function ClauseName({ clause }: { clause: Clause }) {
  const { label, title } = CLAUSES[clause];
  return (
    <span lang="zh-CN">
      {label} {title}
    </span>
  );
}

/** A part that links lead to; it stands out when one did. */
function Anchored({ id, title, children }: { id: string; title: ReactNode; children: ReactNode }) {
  return (
    <section id={id} className="-mx-2 mb-3 scroll-mt-4 rounded-md px-2 py-1 target:bg-warn-soft">
      <h3 className="text-base">{title}</h3>
      {children}
    </section>
  );
}

function Grounds({ rule, messages }: { rule: RuleId; messages: Messages }) {
  const clauses: readonly Clause[] = RULES[rule];
  return (
    <p className="flex flex-wrap gap-x-3">
      {clauses.map((clause) =>
        clause === "S" ? (
          <a key={clause} href="#S" className="inline-block py-0.5 text-xs">
            {messages.rules.systemGround}
          </a>
        ) : (
          <ClauseLink key={clause} clause={clause} messages={messages} />
        ),
      )}
    </p>
  );
}
