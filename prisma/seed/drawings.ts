import { execFileSync } from "node:child_process";
import type { EvidenceKind } from "@/rules/credit-entry";
import type { Story } from "./entries";
import { latin } from "./names";

/** Pictures of certificates, diplomas and screens that show what the claim says. */

// Without a Chinese font every sign would be a box: then names are written in pinyin, and the rest in lines.
const HAS_CHINESE = hasChineseFont();
const FONT = "Noto Sans CJK SC, PingFang SC, Microsoft YaHei, WenQuanYi Micro Hei, sans-serif";

function hasChineseFont(): boolean {
  // The desktop systems bring one along; elsewhere fontconfig knows.
  if (process.platform === "darwin" || process.platform === "win32") return true;
  try {
    return execFileSync("fc-list", [":lang=zh"], { stdio: ["ignore", "pipe", "ignore"] }).length > 0;
  } catch {
    return false;
  }
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

export interface Words {
  title: string;
  name: string;
  lines: string[];
}

/** What stands on the paper: the same as in the claim. */
function wordsOf({ person, mooc, degree, title }: Story, kind: EvidenceKind): Words {
  const { name } = person;
  if (degree)
    return {
      title: "毕业证书",
      name,
      lines: [
        `学校：${degree.institution}`,
        `专业：${degree.major}`,
        `毕业日期：${degree.graduatedOn}`,
        `编号：${degree.diplomaNumber}`,
      ],
    };
  if (!mooc) return { title: "说明", name, lines: [title] };
  const course = [`课程：${mooc.courseName}（${mooc.term}）`, `开课学校：${mooc.university}`];
  const hours = (tenths: number | null) => (tenths === null ? [] : [`学时：${tenths / 10}`]);
  const score = `成绩：${mooc.scoreTenths / 10}`;
  if (kind === "certificate")
    return {
      title: "中国大学MOOC 课程证书",
      // Not under the real name: the account's own name is on it (R8).
      name: mooc.realName ? name : `用户${latin(name).pinyin}`,
      lines: [
        ...course,
        ...hours(mooc.certificateHoursTenths),
        `日期：${mooc.finishedOn}`,
        `编号：${mooc.certificateNumber}`,
      ],
    };
  if (kind === "account_screenshot")
    return { title: "我的学习 · 账号", name, lines: [...course, ...hours(mooc.accountHoursTenths), "状态：已结课"] };
  return {
    title: "课程已结束",
    name,
    lines: [...course, score, ...hours(mooc.courseHoursTenths), `完成：${mooc.finishedOn}`],
  };
}

const latinOnly = (text: string) => text.replace(/[^\x20-\x7e]+/g, " ").trim();

/** @param number makes one picture differ from another */
export function drawing(story: Story, kind: EvidenceKind, number: number): Buffer {
  const screen = kind === "account_screenshot" || kind === "completion_screenshot";
  return picture(wordsOf(story, kind), number, screen);
}

/** A paper, or a screen, with some words on it. */
export function picture(words: Words, number: number, screen = false): Buffer {
  const hue = (number * 47) % 360;
  const text = (x: number, y: number, size: number, fill: string, told: string, anchor = "start") =>
    `<text x="${x}" y="${y}" font-size="${size}" text-anchor="${anchor}" font-family="${FONT}" fill="${fill}">${escaped(told)}</text>`;
  const told = (line: string) => (HAS_CHINESE ? line : latinOnly(line));
  const name = HAS_CHINESE ? words.name : latin(words.name).pinyin;
  const lines = words.lines.map((line, i) => text(120, 250 + i * 48, 25, "#333", told(line))).join("");
  const frame = screen
    ? `<rect width="860" height="64" fill="hsl(${hue} 40% 38%)"/><circle cx="38" cy="32" r="9" fill="#fff" opacity="0.8"/>
       <rect x="60" y="105" width="740" height="430" rx="10" fill="#fff" stroke="#d5dae1"/>`
    : `<rect x="24" y="24" width="812" height="552" fill="none" stroke="hsl(${hue} 45% 45%)" stroke-width="9"/>
       <rect x="42" y="42" width="776" height="516" fill="none" stroke="hsl(${hue} 45% 65%)" stroke-width="2"/>
       <circle cx="690" cy="468" r="66" fill="none" stroke="#c0392b" stroke-width="6" opacity="0.75"/>
       ${text(690, 478, 26, "#c0392b", "DEMO", "middle")}`;
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="860" height="600">
    <rect width="860" height="600" fill="${screen ? "#f2f4f7" : "#fffdf6"}"/>${frame}
    ${screen ? text(64, 43, 26, "#fff", told(words.title)) : text(430, 120, 40, "#333", told(words.title), "middle")}
    ${screen ? text(120, 180, 30, "#333", name) : text(430, 190, 34, "#333", name, "middle")}
    ${lines}</svg>`);
}

/** A certificate or diploma as a PDF. */
export function certificatePdf({ person, mooc, degree }: Story, number: number): Buffer {
  const printed = latinOnly(mooc?.certificateNumber ?? degree?.diplomaNumber ?? String(number));
  return pdf([`Certificate ${printed}`, latin(person.name).pinyin, `Demo document ${number}`]);
}

/** A PDF of one page that says what it is, written by hand. */
export function pdf(lines: readonly string[]): Buffer {
  const content = `BT /F1 26 Tf 80 750 Td ${lines.map((line) => `0 -50 Td (${line}) Tj`).join(" ")} ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let text = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("")}`;
  text += `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, "latin1");
}
