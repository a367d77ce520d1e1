import "server-only";
import { DatabaseError, Pool, type PoolClient, types } from "pg";
import type { Actor } from "./actor";
import { businessToday } from "./clock";
import { environment } from "./env";
import { CycleClosed, SessionEnded } from "./errors";
import { log } from "./log";
import { preparedName, type Statement, sql } from "./sql";

/** The only door to the data: whatever a use case reads or writes, it does in one transaction as one actor. */
export interface Tx {
  /** All rows of one statement. Column names as in SQL; rename with `as "camelCase"`. */
  rows<Row>(statement: Statement): Promise<Row[]>;
  /** The one row there may be. */
  first<Row>(statement: Statement): Promise<Row | undefined>;
  /** How many rows a statement changed. */
  run(statement: Statement): Promise<number>;
}

// Calendar dates stay text («2019-12-20»): a Date would drag a time zone in. bigint counts fit a number here.
const DATE = 1082;
const INT8 = 20;
types.setTypeParser(DATE, (text) => text);
types.setTypeParser(INT8, Number);

declare global {
  var creditBankPool: Pool | undefined;
}

function pool(): Pool {
  if (!globalThis.creditBankPool) {
    // Pipelined: statements that don't wait for each other travel together.
    const made = new Pool({
      connectionString: environment().APP_DATABASE_URL,
      max: environment().DATABASE_CONNECTIONS,
      connectionTimeoutMillis: 5_000,
      pipeline: true,
    });
    // Without a listener an idle connection that the database closes would end the process.
    // Not the error itself: it drags the connection along, parameters and all.
    const lost = (error: Error) => log.error({ reason: error.message }, "database connection lost");
    made.on("error", lost);
    // Nor does the pool listen while a connection is lent out; what was under way rejects by itself.
    made.on("connect", (client) => client.on("error", lost));
    globalThis.creditBankPool = made;
  }
  return globalThis.creditBankPool;
}

function face(client: PoolClient): Tx {
  const send = (statement: Statement) =>
    client.query({ name: preparedName(statement.text), text: statement.text, values: [...statement.values] });
  return {
    rows: async <Row>(statement: Statement) => (await send(statement)).rows as Row[],
    first: async <Row>(statement: Statement) => (await send(statement)).rows[0] as Row | undefined,
    run: async (statement) => (await send(statement)).rowCount ?? 0,
  };
}

async function inTransaction<T>(
  begin: string,
  open: (tx: Tx) => Promise<void>,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const client = await pool().connect();
  let broken: Error | undefined;
  try {
    const tx = face(client);
    await Promise.all([client.query(begin), open(tx)]);
    const result = await work(tx);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((lost: Error) => {
      broken = lost;
    });
    throw isOfClosedCycle(error) ? new CycleClosed() : error;
  } finally {
    client.release(broken);
  }
}

/** What the triggers of a closed cycle raise. */
const isOfClosedCycle = (error: unknown) => error instanceof DatabaseError && error.code === "CB001";

/**
 * Runs `work` in one transaction as `actor`: all of it is stored, or nothing.
 * @throws SessionEnded when the actor's session is not good any more
 * @throws CycleClosed when it would change something of a closed cycle
 */
export function transaction<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction("begin", become(actor), work);
}

/**
 * The same for reading only, and all statements see one moment. Elsewhere each sees what is stored when it begins: what is
 * stored between two of them, by the worker say, shows half done.
 * @throws SessionEnded
 */
export function snapshot<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction("begin isolation level repeatable read, read only", become(actor), work);
}

function become(actor: Actor): (tx: Tx) => Promise<void> {
  const becoming = sql`select become(${actor.cityId}, ${actor.accountId}, ${actor.sessionVersion}, ${actor.role}::role, ${actor.organisationId},
    ${businessToday()}) as good`;
  return async (tx) => {
    const row = await tx.first<{ good: boolean }>(becoming);
    if (!row?.good) throw new SessionEnded();
  };
}

/** Before there is an actor: signing in, and nothing else. Row-level security shows no row here; a few functions answer. */
export function withoutActor<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction("begin", async () => {}, work);
}

/** For libraries that keep tables of their own (counting sign-in attempts). */
export const sharedPool = pool;
