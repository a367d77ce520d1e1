import { parseResidentId } from "./identity";
import type { Violation, ViolationCode } from "./verdict";

/** What a row of a table says of a person: any of it may be missing. As typed. */
export interface PersonWords {
  name: string;
  identity: string;
  teacherNumber: string;
  school: string;
}

/** Somebody who may be meant. `identityKey` is the keyed hash of the ID number. */
export interface Candidate {
  teacherId: number;
  name: string;
  teacherNumber: string;
  identityKey: string;
  schoolName: string;
}

export type Match = { ok: true; teacherId: number } | { ok: false; violation: Violation };

/** Any script, as it was typed; width and spaces make no other name, nor which middle dot it is (买买提·艾力). */
export const foldName = (name: string): string => plainName(name).toLowerCase();

/** The same in the letters that were typed. */
export const plainName = (name: string): string => spaceless(name).replace(/[·•・‧∙⋅．.]/gu, "·");

/** Without width, spaces and signs that nobody sees; whatever middle dot it has. */
export const spaceless = (name: string): string => name.normalize("NFKC").replace(/[\s\p{Cf}]+/gu, "");

/** A number as people write it: full-width digits and spaces folded. */
export const foldNumber = (typed: string): string =>
  typed
    .normalize("NFKC")
    .replace(/[\s\p{Cf}']+/gu, "")
    .toUpperCase();

const stands = (code: ViolationCode, field: string, params?: Violation["params"]): Match => ({
  ok: false,
  violation: { rule: null, clause: "S", code, field, ...(params && { params }) },
});

/**
 * Who is meant by a row: by ID number, by teacher number, or by name and school where that is one person; never by a guess.
 * Where a number names one person and the row another name, that is an error of the row, not a match.
 * @param identityKeys keyed hashes of the row's ID number, for each kind of document it can be; empty where there is none
 * @param candidates people of the actor's reach that any of its words could mean
 */
export function matchPerson(
  words: PersonWords,
  identityKeys: readonly string[],
  candidates: readonly Candidate[],
): Match {
  const { identity, teacherNumber, name, school } = words;
  if (identity.trim() !== "") {
    const resident = parseResidentId(identity);
    const found = candidates.filter(({ identityKey }) => identityKeys.includes(identityKey));
    if (found.length === 0) {
      // Eighteen characters are meant to be a resident ID: what is wrong with it tells more than that nobody has it.
      if (foldNumber(identity).length === 18 && !resident.ok) return stands(resident.code, "identity");
      return stands("person-unknown", "identity");
    }
    return named(found, words, "identity");
  }
  if (teacherNumber.trim() !== "") {
    const number = foldNumber(teacherNumber);
    const found = candidates.filter((one) => foldNumber(one.teacherNumber) === number);
    if (found.length === 0) return stands("person-unknown", "teacherNumber");
    return named(found, words, "teacherNumber");
  }
  if (name.trim() === "") return stands("person-missing", "name");
  const folded = foldName(name);
  const called = candidates.filter((one) => foldName(one.name) === folded);
  const there = school.trim() === "" ? called : called.filter((one) => foldName(one.schoolName) === foldName(school));
  const [only, another] = there;
  if (!only) return stands("person-unknown", "name");
  return another
    ? stands("person-ambiguous", "name", { count: there.length })
    : { ok: true, teacherId: only.teacherId };
}

function named(found: readonly Candidate[], { name }: PersonWords, field: string): Match {
  const fitting = name.trim() === "" ? found : found.filter((one) => foldName(one.name) === foldName(name));
  const [only, another] = fitting;
  if (!only) return stands("name-does-not-match", field);
  return another
    ? stands("person-ambiguous", field, { count: fitting.length })
    : { ok: true, teacherId: only.teacherId };
}
