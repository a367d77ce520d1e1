import { pinyin } from "pinyin-pro";

/** Characters that the dictionary of readings lacks, with one that reads the same. */
const READ_AS: Record<string, string> = { 𠮷: "吉" };

/** How a name is typed on a Latin keyboard: in full, and by its initials. A name without Chinese characters is its own letters. */
export function latinName(name: string): { pinyin: string; pinyinInitials: string } {
  const readable = [...name].map((sign) => READ_AS[sign] ?? sign).join("");
  const syllables = pinyin(readable, { toneType: "none", type: "array", mode: "surname", v: true }).filter((syllable) =>
    /^[a-z]+$/.test(syllable),
  );
  return { pinyin: syllables.join(""), pinyinInitials: syllables.map((syllable) => syllable.charAt(0)).join("") };
}
