import { expect, test, vi } from "vitest";
import { messagesFor } from "@/messages";
import { type AttestedCertificate, certificateDocument } from "@/messages/certificate-document";
import { typesetCertificate } from "@/server/pdf/certificate-pdf";
import { HAS_PDFTOTEXT, pagesOf, withoutSpaces } from "../../../factories/pdf";

// Each document is a process of its own.
vi.setConfig({ testTimeout: 60_000 });

const attested: AttestedCertificate = {
  number: "4107-2016-000123",
  code: "0123456789ABCDEFGHJKMNPQ",
  name: "买买提·艾力",
  school: "原阳县第一中学",
  issuer: "新乡市教育局",
  cycle: { fromYear: 2016, toYear: 2020 },
  totalTenths: 3_825,
  requiredTotalTenths: 3_600,
  onlineTenths: 640,
  onlineMetTenths: 800,
  requiredOnlineTenths: 800,
  deemed: true,
  notice: "《关于做好2016-2019年中小学教师继续教育学分登记管理工作的通知》",
  head: { seq: 31, hash: "ab".repeat(32) },
  issuedAt: "2019-12-20T02:00:00.000Z",
};
const AROUND = {
  keyId: `z6Mk${"x".repeat(44)}`,
  signature: "cd".repeat(64),
  verifyAddress: "https://bank.example.cn/verify",
};

test.each(["zh-CN", "en"] as const)(
  "a certificate in %s is one page, tagged, with every word of it",
  async (locale) => {
    const document = certificateDocument(attested, AROUND, messagesFor(locale), locale);
    const pdf = await typesetCertificate(document, `${AROUND.verifyAddress}/${attested.code}`);
    expect(pdf.toString("latin1")).toContain("pdfuaid:part");
    if (!HAS_PDFTOTEXT) return;
    const pages = pagesOf(pdf).map(withoutSpaces);
    expect(pages).toHaveLength(1);
    const { heading, number, sentence, remark, ground, verify, facts, code, issuer, issuedOn, proofs } = document;
    const words = [
      heading,
      number,
      sentence,
      remark ?? "",
      ground,
      verify,
      ...[...facts, code, issuer, issuedOn, ...proofs].flat(),
    ];
    for (const text of words) expect(pages[0]).toContain(withoutSpaces(text));
  },
);

test("what is deemed is told apart from what was earned", () => {
  const document = certificateDocument(attested, AROUND, messagesFor("zh-CN"), "zh-CN");
  expect(document.facts).toEqual([
    ["登记学分", "382.5 / 360"],
    ["网络校本研修", "80 / 80（含视同 16）"],
  ]);
  expect(document.remark).toContain("三.3");
  expect(document.number).toBe("新继教证（2016-2020）第 000123 号");
});
