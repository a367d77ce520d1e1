import { z } from "zod";
import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { findSchools, readReopenableSchool, SchoolQuery } from "@/features/cycles/find-schools";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { Card } from "@/ui/card";
import { PageTitle } from "@/ui/page-title";
import { SearchForm } from "@/ui/search-form";
import { ReopenForm } from "./reopen-form";

export const generateMetadata = navTitle("rounds");

const Query = z.object({
  q: SchoolQuery,
  school: z.coerce.number().int().positive().max(2_147_483_647).optional().catch(undefined),
});

/** Letting one school in again: the school is looked for first, then it is said what is open there. */
export default rolePage("city", "rounds", async (actor, { searchParams }) => {
  const now = businessNow();
  const { q, school: schoolId } = Query.parse(await searchParams);
  const [messages, found, school] = await Promise.all([
    currentMessages(),
    schoolId === undefined ? findSchools(actor, q) : [],
    schoolId === undefined ? null : readReopenableSchool(actor, schoolId, now),
  ]);
  const { rounds: words, shell } = messages;
  return (
    <div className="mx-auto max-w-2xl">
      <PageTitle
        title={school ? words.reopenTitle(school.name) : words.reopen}
        lead={school ? `${school.code} · ${school.countyName ?? words.cityDirect}` : words.reopenLead}
        crumbs={[{ href: "/city/rounds", text: words.title }]}
        crumbsLabel={shell.breadcrumbs}
      />
      {school ? (
        <ReopenForm school={school} messages={messages} />
      ) : (
        <Card>
          <SearchForm label={words.search} value={q} submitText={words.find} />
          {q !== "" && <p role="status">{found.length > 0 ? words.foundCount(found.length) : words.foundNone}</p>}
          <ul className="divide-y divide-line">
            {found.map(({ id, name, code, countyName }) => (
              <li key={id}>
                <a href={`/city/rounds/reopen?school=${id}`} className="block py-2.5">
                  {name}
                  <span className="block text-sm text-soft">
                    {code} · {countyName ?? words.cityDirect}
                  </span>
                </a>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
});
