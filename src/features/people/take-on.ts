import { owingOtherwise } from "@/ledger/closed-duty";
import { keepBalances } from "@/ledger/keep-balances";
import { calendarDateInShanghai } from "@/rules/calendar";
import { afterHire, hireFlags, judgeHire, type KnownPerson } from "@/rules/employment";
import type { Flag, Violation } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import type { Tx } from "@/server/db";
import { identityHash, sealText } from "@/server/identity-vault";
import { latinName } from "@/server/latin-name";
import { NOBODYS_HASH } from "@/server/passwords";
import { sql } from "@/server/sql";
import type { NewTeacher } from "./new-teacher";

const TAIL = 4;

export interface JudgedTeacher {
  teacher: NewTeacher;
  known: KnownPerson | null;
  violations: Violation[];
  flags: Flag[];
}

/** In a city people are taken on by one school after the other: whoever comes second sees whom and what the first has taken. */
export async function holdHiring(tx: Tx, { cityId }: Actor): Promise<void> {
  await tx.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`hiring/${cityId}`}, 0))`);
}

const keyOf = ({ document }: NewTeacher) => identityHash(document.kind, document.number);

/** Judges people whom the actor's school takes on together, by a constant number of statements. */
export async function judgeTeachers(
  tx: Tx,
  actor: Actor,
  teachers: readonly NewTeacher[],
  now: Date,
): Promise<JudgedTeacher[]> {
  const keys = teachers.map(keyOf);
  const numbers = teachers.flatMap(({ teacherNumber }) => teacherNumber ?? []);
  const [known, taken, school] = await Promise.all([
    tx.rows<KnownPerson & { key: Buffer }>(sql`
      select identity_hash as key, teacher_id as "teacherId", name, teacher_number as "teacherNumber", works, last_day as "lastDay"
      from known_people(${actor.cityId}, ${keys}::bytea[])`),
    tx.rows<{ number: string }>(
      sql`select n as number from taken_teacher_numbers(${actor.cityId}, ${numbers}::text[]) as n`,
    ),
    tx.first<{ closed: boolean }>(sql`
      select closed_on is not null as closed from organisations
      where city_id = ${actor.cityId} and id = ${actor.organisationId}`),
  ]);
  const byKey = new Map(known.map(({ key, ...person }) => [key.toString("hex"), person]));
  const takenNumbers = new Set(taken.map(({ number }) => number));
  const back = new Map(
    known.map(({ key, teacherId }) => [teacherId, teachers[keys.findIndex((one) => one.equals(key))]]),
  );
  const owing = await owingOtherwise(tx, actor.cityId, [...back.keys()], (teacherId, kept) => {
    const hiredOn = back.get(teacherId)?.hiredOn;
    return hiredOn ? afterHire(kept, hiredOn) : kept;
  });
  const today = calendarDateInShanghai(now);
  const people = new Set<string>();
  const given = new Set<string>();
  return teachers.map((teacher, index) => {
    const key = keys[index]?.toString("hex") ?? "";
    const found = byKey.get(key) ?? null;
    const number = teacher.teacherNumber;
    const facts = {
      today,
      known: found,
      numberTaken: number !== null && (takenNumbers.has(number) || given.has(number)),
      schoolClosed: school?.closed ?? true,
      owesOtherwise: found !== null && owing.has(found.teacherId),
    };
    const violations = judgeHire(teacher, facts);
    // Under another record of the same person, too: two that were merged are one.
    const person = found ? `known ${found.teacherId}` : key;
    if (people.has(person)) violations.push({ rule: null, clause: "S", code: "hired-twice", field: "identity" });
    people.add(person);
    if (number !== null) given.add(number);
    return { teacher, known: found, violations, flags: hireFlags(teacher, found) };
  });
}

/** Takes on people against whom nothing stands; answers their ids in the same order. */
export async function takeOn(
  tx: Tx,
  actor: Actor,
  judged: readonly JudgedTeacher[],
  now: Date,
): Promise<{ teacherId: number; teacherNumber: string }[]> {
  const rows = judged.map(({ teacher, known }, place) => {
    const { pinyin, pinyinInitials } = latinName(teacher.name);
    const { kind, number } = teacher.document;
    return {
      place,
      teacherId: known?.teacherId ?? null,
      name: teacher.name,
      pinyin,
      initials: pinyinInitials,
      kind,
      cipher: sealText(number).toString("base64"),
      hash: keyOf(teacher).toString("base64"),
      tail: number.slice(-TAIL),
      certificate: teacher.certificateNumber,
      subject: teacher.subject,
      number: teacher.teacherNumber,
      from: teacher.hiredOn,
    };
  });
  const taken = await tx.rows<{ teacherId: number; teacherNumber: string }>(sql`
    select teacher_id as "teacherId", teacher_number as "teacherNumber"
    from take_on_teachers(${actor.cityId}, ${JSON.stringify(rows)}::jsonb, ${NOBODYS_HASH}) order by place`);
  const ids = taken.map(({ teacherId }) => teacherId);
  await keepBalances(tx, actor.cityId, ids);
  await tx.run(sql`
    insert into audit_events (city_id, account_id, teacher_id, kind, at)
    select ${actor.cityId}, ${actor.accountId}, t.id, 'teacher-taken-on', ${now}::timestamptz
    from unnest(${ids}::int[]) as t(id)`);
  return taken;
}
