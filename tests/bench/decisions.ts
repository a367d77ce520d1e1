import { withConnection } from "@/server/postgres/connection";
import { type Bench, NotMeasured, type Product, type Result } from "./bench";
import { compare, type Side, type Visit } from "./load-generator";
import { htmlOf, perSecond } from "./pages";

// S4: the city's decision that posts a credit, through the form that a person sends, one for each entry; against a bare
// route handler that inserts one row.

const AT_LEAST = 0.4;
/** NocoBase 2, the quickest at creating one entry, without rules, event, posting or balance. */
const BEST_PEER = 436;
const SEE_OTHER = 303;
const NO_CONTENT = 204;
const ENOUGH = 200;

interface Waiting {
  id: string;
  version: number;
}

export async function decisions(bench: Bench): Promise<Result> {
  const { product, baseline, pace } = bench;
  await putBack(product.database.ownerUrl);
  const waiting = await keepAside(product);
  if (waiting.length < ENOUGH) throw new NotMeasured(`only ${waiting.length} entries wait at the city`);
  try {
    const send = await approvalForm(product, waiting[0] as Waiting);
    const deciding: Side = {
      origin: product.web.origin,
      visit: (n) => {
        const entry = waiting[n];
        return entry && send(entry);
      },
      expects: SEE_OTHER,
    };
    const inserting: Side = {
      origin: baseline.origin,
      visit: () => ({ path: "/insert", method: "POST" }),
      expects: NO_CONTENT,
    };
    const { ratio, tried, baseline: inserted } = await compare(deciding, inserting, pace);
    return {
      measured: perSecond(tried),
      baseline: `${perSecond(inserted)}, bare route handler, one row`,
      ratio,
      target: { atLeast: AT_LEAST },
      alsoMet: tried.perSecond > BEST_PEER,
      note: `best peer creates, on another day's machine: NocoBase 2, ${BEST_PEER}/s`,
    };
  } finally {
    await putBack(product.database.ownerUrl);
  }
}

/** The request that the «approve» form of the city's queue makes without JavaScript, for any entry. */
async function approvalForm(product: Product, sample: Waiting): Promise<(entry: Waiting) => Visit> {
  const { city } = product.people;
  const pathOf = (id: string) => `/city?entry=${id}`;
  const html = await htmlOf(product, pathOf(sample.id), city);
  const form = [...html.matchAll(/<form[\s\S]*?<\/form>/g)]
    .map(([text]) => text)
    .find((text) => text.includes('value="approve"'));
  if (!form) throw new NotMeasured("the city's queue has no form to approve the chosen entry");
  const fields = [...form.matchAll(/<(?:input|button)\b[^>]*\bname="([^"]+)"[^>]*>/g)].map(([tag, name]) => [
    decoded(name ?? ""),
    decoded(/\bvalue="([^"]*)"/.exec(tag)?.[1] ?? ""),
  ]);
  const boundary = "measured";
  return ({ id, version }) => {
    // Of a city-direct school the city is the superior, who confirms what a MOOC is about (R7); the field that leads on
    // stays that of the sample: the answer's redirect is not followed.
    const own = { entryId: id, version: String(version), contentConfirmed: "on" };
    const parts = Object.entries({ ...Object.fromEntries(fields), ...own }).map(
      ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    return {
      path: pathOf(id),
      method: "POST",
      headers: {
        cookie: city.cookie,
        origin: product.web.origin,
        "content-type": `multipart/form-data; boundary=${boundary}`,
      },
      body: `${parts.join("")}--${boundary}--\r\n`,
    };
  };
}

const decoded = (text: string) => text.replaceAll("&quot;", '"').replaceAll("&#x27;", "'").replaceAll("&amp;", "&");

/** What waits at the city, with its state as it is now kept apart: each run decides on the same entries. */
async function keepAside({ database }: Product): Promise<Waiting[]> {
  return withConnection(database.ownerUrl, async (client) => {
    await client.query(`
      create table kept_entries as select e.* from credit_entries e where e.city_id = 1 and e.status = 'at_city';
      create table kept_balances as select b.* from balances b
        where exists (select from kept_entries e where e.city_id = b.city_id and e.teacher_id = b.teacher_id)`);
    const { rows } = await client.query<Waiting>("select id, version from kept_entries order by md5(id::text)");
    return rows;
  });
}

/** Undoes all decisions of a run, as no application could: without the triggers that keep ledger and events. */
async function putBack(ownerUrl: string): Promise<void> {
  await withConnection(ownerUrl, async (client) => {
    const { rows } = await client.query<{ kept: boolean }>("select to_regclass('kept_balances') is not null as kept");
    if (!rows[0]?.kept) return;
    await client.query(`
      begin;
      set local session_replication_role = replica;
      delete from ledger_postings p using kept_entries k where p.city_id = k.city_id and p.entry_id = k.id;
      delete from entry_events v using kept_entries k where v.city_id = k.city_id and v.entry_id = k.id and v.seq > k.version;
      update credit_entries e set status = k.status, version = k.version, holder_id = k.holder_id, waiting_since = k.waiting_since
        from kept_entries k where e.city_id = k.city_id and e.id = k.id and e.version <> k.version;
      update balances b set policy_version = k.policy_version, required_total_tenths = k.required_total_tenths,
        required_online_tenths = k.required_online_tenths, total_tenths = k.total_tenths, online_tenths = k.online_tenths,
        online_met_tenths = k.online_met_tenths, complete = k.complete, year_total_tenths = k.year_total_tenths,
        year_online_met_tenths = k.year_online_met_tenths,
        total_reached_bits = k.total_reached_bits, online_reached_bits = k.online_reached_bits, head_seq = k.head_seq, head_hash = k.head_hash
        from kept_balances k
        where b.city_id = k.city_id and b.teacher_id = k.teacher_id and b.cycle_id = k.cycle_id and b.head_seq <> k.head_seq;
      drop table kept_entries, kept_balances;
      commit`);
    await client.query("vacuum (analyze) credit_entries, balances, entry_events, ledger_postings");
  });
}
