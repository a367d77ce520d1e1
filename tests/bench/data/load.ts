import type pg from "pg";
import { withConnection } from "@/server/postgres/connection";
import { emitCity, emitTeacher } from "./city-rows";
import { CopySink } from "./copy";
import { emitCredits } from "./credit-rows";
import { type City, planCity } from "./places";
import { TABLES } from "./tables";

export interface Size {
  cities: number;
  /** in each city */
  teachers: number;
}

/**
 * Fills a migrated, empty database. Indexes and keys are made after the rows, which is quicker and, for foreign keys,
 * checks every row; triggers rest, so what they would have made (the chains) is made here in one statement for all.
 * @param passwordHash of the password of the few accounts that can sign in
 * @param tell hears how far it is
 */
export async function loadCities(
  url: string,
  size: Size,
  passwordHash: string,
  tell: (line: string) => void,
): Promise<void> {
  const cities = Array.from({ length: size.cities }, (_, index) => planCity(index, size.teachers));
  await withConnection(url, async (client) => {
    await client.query(
      "set session_replication_role = replica; set maintenance_work_mem = '256MB'; set work_mem = '128MB'",
    );
    const rebuild = await setIndexesAside(client);
    await client.query(`
      create unlogged table unchained_postings (like ledger_postings);
      alter table unchained_postings alter prev_hash drop not null, alter hash drop not null`);
    await timed(tell, "rows copied", () => copyRows(url, cities, passwordHash));
    await timed(tell, "postings chained", () => chainPostings(client, cities));
    tell("making indexes and keys …");
    await rebuild();
    for (const statement of FINISHING) await client.query(statement);
  });
}

async function timed(tell: (line: string) => void, what: string, work: () => Promise<number>): Promise<void> {
  const start = performance.now();
  const count = await work();
  const seconds = (performance.now() - start) / 1000;
  const rate = Math.round(count / seconds).toLocaleString("en");
  tell(`${count.toLocaleString("en")} ${what} in ${seconds.toFixed(1)} s (${rate}/s)`);
}

async function copyRows(url: string, cities: City[], passwordHash: string): Promise<number> {
  const sink = await CopySink.open(url, TABLES);
  let rows = 0;
  const emit: typeof sink.add = (table, row) => {
    rows += 1;
    sink.add(table, row);
  };
  for (const city of cities) {
    emitCity(city, passwordHash, emit);
    for (let i = 0; i < city.teachers; i++) {
      emitCredits(city, emitTeacher(city, city.firstTeacherId + i, passwordHash, emit), emit);
      await sink.settle();
    }
  }
  await sink.close();
  return rows;
}

/** Takes away what each row would have to be entered into. @returns what makes it again */
async function setIndexesAside(client: pg.Client): Promise<() => Promise<void>> {
  const { rows: constraints } = await client.query<{ table: string; name: string; kind: string; definition: string }>(`
    select k.conrelid::regclass::text as "table", quote_ident(k.conname) as name, k.contype as kind,
      pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    where k.connamespace = 'public'::regnamespace and k.contype in ('p', 'u', 'f', 'x') and c.relname <> '_prisma_migrations'
    order by k.contype = 'f', k.conname`);
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(`
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
    from pg_index i join pg_class c on c.oid = i.indrelid
    where c.relnamespace = 'public'::regnamespace and c.relname <> '_prisma_migrations'
      and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
    order by 1`);
  for (const { table, name } of constraints.toReversed())
    await client.query(`alter table ${table} drop constraint ${name}`);
  for (const { name } of indexes) await client.query(`drop index ${name}`);
  const restore = ({ table, name, definition }: (typeof constraints)[number]) =>
    client.query(`alter table ${table} add constraint ${name} ${definition}`);
  return async () => {
    const [keys, foreign] = [
      constraints.filter(({ kind }) => kind !== "f"),
      constraints.filter(({ kind }) => kind === "f"),
    ];
    for (const key of keys) await restore(key);
    for (const { definition } of indexes) await client.query(definition);
    for (const key of foreign) await restore(key);
  };
}

const COLUMNS = [...TABLES.unchained_postings].join(", ");
/** What the trigger does posting by posting, as one pass over each chain with the database's own hash. */
const CHAINING = `
  create function pg_temp.chained(previous bytea, posting ledger_postings) returns bytea language plpgsql as $$
  begin
    posting.prev_hash := previous;
    return posting_hash(posting);
  end $$;
  create aggregate pg_temp.chain(ledger_postings)
    (sfunc = pg_temp.chained, stype = bytea, initcond = '\\x${"00".repeat(32)}')`;
const CHAIN_OF_CITY = `
  insert into ledger_postings (${COLUMNS}, prev_hash, hash)
  select ${COLUMNS}, coalesce(lag(linked) over chain, '\\x${"00".repeat(32)}'), linked
  from (
    select u.*, pg_temp.chain(row(u.*)::ledger_postings) over (partition by teacher_id, cycle_id order by seq) as linked
    from unchained_postings u where city_id = $1
  ) links
  window chain as (partition by teacher_id, cycle_id order by seq)`;
const HEADS_OF_CITY = `
  update balances b set head_seq = p.seq, head_hash = p.hash
  from (select distinct on (teacher_id, cycle_id) teacher_id, cycle_id, seq, hash from ledger_postings
    where city_id = $1 order by teacher_id, cycle_id, seq desc) p
  where b.city_id = $1 and b.teacher_id = p.teacher_id and b.cycle_id = p.cycle_id`;

async function chainPostings(client: pg.Client, cities: City[]): Promise<number> {
  await client.query(CHAINING);
  let postings = 0;
  for (const { id } of cities) {
    postings += (await client.query(CHAIN_OF_CITY, [id])).rowCount ?? 0;
    await client.query(HEADS_OF_CITY, [id]);
  }
  await client.query("drop table unchained_postings");
  return postings;
}

/** So that what is registered next gets a number that is free, and plans are made of what is there. */
const FINISHING = [
  `select setval(pg_get_serial_sequence(t, 'id'), 2000000000)
   from unnest(array['organisations', 'teachers', 'employments', 'accounts', 'cycles', 'registration_rounds']) t`,
  "vacuum (analyze)",
  "checkpoint",
];
