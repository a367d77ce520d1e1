import { DEMO_TEACHERS } from "./demo-accounts";
import { type Histories, YEARS } from "./histories";
import type { Person } from "./people";
import { SELF_RUN } from "./trainings";

/** The listed people: exactly what the demo says of them. */
export function listedHistory(histories: Histories, person: Person): void {
  const { wang, zhao, sun, zhou, wu } = DEMO_TEACHERS;
  const provincial = (year: number, name: string, tenths: number) =>
    histories.provincial(person, year, name, tenths, `${year}-07-20`);
  const city = (year: number, name: string, tenths: number) =>
    histories.provincial(person, year, `市培：${name}`, tenths, `${year}-05-16`);
  switch (person.teacherNumber) {
    case wang.teacherNumber:
      // 272 of 360, of which 64 online: 72, 80, 56 and 64 by year.
      for (const year of YEARS) histories.online(person, year, year === 2018 ? 200 : 160);
      provincial(2016, "省培：骨干教师提升培训", 400);
      histories.countyProject(person, 2016, "暑期全员培训", 160);
      provincial(2017, "省培：学科带头人高级研修", 400);
      city(2017, "新教材培训", 240);
      provincial(2018, "国培计划：信息技术应用能力提升", 400);
      city(2019, "班主任专业能力提升", 240);
      histories.countyProject(person, 2019, "师德师风专题培训", 240);
      for (const [index, year] of YEARS.entries())
        histories.bySchool(person, "self_run", SELF_RUN[index] ?? "校本教研月活动", `${year}-06-20`, 80);
      return;
    case zhao.teacherNumber:
      for (const year of YEARS) {
        histories.online(person, year, 160);
        provincial(year, "省培：骨干教师提升培训", 400);
        histories.countyProject(person, year, "暑期全员培训", 240);
      }
      return;
    case sun.teacherNumber:
      for (const year of YEARS) {
        histories.online(person, year, year === 2017 ? 160 : 200);
        histories.countyProject(person, year, "教学常规培训", 160);
      }
      city(2018, "心理健康教育骨干培训", 240);
      return;
    case zhou.teacherNumber:
    case wu.teacherNumber:
      // Before the first year of duty online results count nothing, everything else counts (R4).
      for (const year of YEARS) histories.online(person, year, 160);
      city(2019, "新教师岗前培训", 160);
      histories.bySchool(person, "self_run", "集体备课研修", "2019-09-20", 80);
      return;
    default:
      for (const year of YEARS) {
        histories.online(person, year, 160);
        city(year, "课堂教学研讨", 240);
      }
  }
}
