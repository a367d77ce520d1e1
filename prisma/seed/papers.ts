import sharp from "sharp";
import type { EvidenceKind } from "@/rules/credit-entry";
import { pdf, picture } from "./drawings";
import type { ProjectStory } from "./entries";
import type { Chance } from "./random";
import { type Brought, fileColumns, type Kept, keep } from "./scans";

/** The papers of commissioned and authorised trainings (N3.2). The demo's are drawn once for each kind, and shared by all. */

const WORDS: Partial<Record<EvidenceKind, [string, string[]]>> = {
  notice: ["培训通知", ["现将有关事项通知如下：", "一、时间与地点", "二、参训人员", "三、学时"]],
  bureau_consent: ["关于同意委托培训的批复", ["你校关于委托培训的请示收悉。", "经研究，同意组织实施。"]],
  partner_qualification: ["教师培训资质证明", ["具备中小学教师培训资质。", "有效期：2016年至2020年"]],
  agreement: ["委托培训协议书", ["甲方：委托学校", "乙方：培训院校", "培训内容、学时与经费见附件"]],
  invoice: ["增值税普通发票", ["项目：培训费", "金额：见附件", "开票单位：培训院校"]],
  sign_in_sheets: ["签到册", ["第一天　上午　下午", "第二天　上午　下午", "第三天　上午　下午"]],
  participant_list: ["参训人员名单", ["序号　姓名　单位", "1　…", "2　…"]],
};
const OLDER: EvidenceKind[] = ["bureau_consent", "partner_qualification", "agreement", "invoice", "participant_list"];
/** So many older trainings show their papers. */
const SHOWN = 30;

/** Gives older trainings their papers; those under way have theirs already. */
export function bringPapers(projects: readonly ProjectStory[]): void {
  const older = projects.filter(({ partner, papers }) => partner !== undefined && papers.length === 0);
  for (const project of older.slice(-SHOWN)) project.papers = OLDER;
}

async function draw(kind: EvidenceKind, number: number): Promise<[Brought, Kept]> {
  const [title, lines] = WORDS[kind] ?? ["材料", []];
  const asPdf = kind === "agreement";
  const bytes = asPdf
    ? pdf(["Agreement", "Commissioned training", `Demo document P${number}`])
    : await sharp(picture({ title, name: "（演示）", lines }, number))
        .png({ compressionLevel: 3 })
        .toBuffer();
  const file: Brought = { bytes, extension: asPdf ? "pdf" : "png" };
  return [file, await keep(file)];
}

export async function paperRows(chance: Chance, projects: readonly ProjectStory[]) {
  const drawn = new Map<EvidenceKind, Promise<[Brought, Kept]>>();
  const rows = projects.flatMap((project) =>
    project.papers.map((kind) => {
      const file = drawn.get(kind) ?? draw(kind, drawn.size + 1);
      drawn.set(kind, file);
      return { id: chance.uuid(), project, kind, file };
    }),
  );
  return Promise.all(
    rows.map(async ({ id, project, kind, file }) => {
      const [brought, kept] = await file;
      const [created] = project.steps;
      if (!created) throw new Error("a project has a step");
      const name = `${WORDS[kind]?.[0] ?? "材料"}.${brought.extension}`;
      return { id, claim_id: project.id, kind, ...fileColumns(name, kept, created) };
    }),
  );
}
