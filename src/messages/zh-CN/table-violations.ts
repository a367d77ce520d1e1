import type { ViolationCode } from "@/rules/verdict";
import { tenths, type Words } from "../words";

const inColumn = (column: string | number | undefined) => (column === undefined ? "此格" : `“${column}”一格`);

/** 导入的表格：单元格、表格文件、扫描件压缩包。 */
export const tableViolations = {
  "cell-formula": ({ column }) =>
    `${inColumn(column)}是公式，读不出内容。请在表中把公式换成数值（复制后“选择性粘贴－数值”）。`,
  "cell-merged": ({ column }) => `${inColumn(column)}是合并单元格，分不清属于哪一行。请取消合并，逐行填写。`,
  "cell-digits-lost": ({ column }) =>
    `${inColumn(column)}的号码被表格程序存成了数字，后几位已经丢失。请把该列设为“文本”格式后重新填写完整号码。`,
  "cell-unreadable": ({ column }) => `${inColumn(column)}的内容读不出来（如错误值）。请在表中改为普通文字或数字。`,
  "year-not-a-year": () => "年度应为四位数字，如 2019，请改正。",
  "posted-with-other-hours": ({ here, there }) =>
    here === undefined || there === undefined
      ? "学分银行已登记的学分与表中不同；已登记的不会被改动。请核对哪一个正确。"
      : `学分银行已登记${tenths(here)}学分，表中为${tenths(there)}学分；已登记的不会被改动。请核对哪一个正确。`,
  "scan-not-in-zip": ({ file }) =>
    `压缩包里没有${file === undefined ? "表中写的文件" : `“${file}”`}。请核对文件名（含扩展名），或把文件加入压缩包。`,
  "scan-in-zip-twice": ({ file }) =>
    `压缩包里有两个${file === undefined ? "同名文件" : `“${file}”`}，分不清用哪一个。请改名，让每个文件名只出现一次。`,
  "import-not-open": () => "这份名单或表格已经确认或放弃，不能再改。如需登记，请重新导入。",
  "import-still-reading": () => "表格还在读取，请稍候，读完后再继续。",
  "work-under-way": () => "上一次操作还在处理中，请等它完成后再继续。进度见本页。",

  "sheet-not-a-spreadsheet": () => "这不是表格文件。请上传 .xlsx 或 .csv 文件。",
  "sheet-old-xls": () => "这是旧版 .xls 文件。请在表格程序中“另存为” .xlsx，再上传。",
  "sheet-encrypted": () => "表格设有密码，无法打开。请去掉密码后再上传。",
  "sheet-too-large": ({ mostMegabytes }) =>
    `表格文件${mostMegabytes === undefined ? "过大" : `超过${mostMegabytes}MB`}。请删去图片和无关的工作表，或分成几个文件上传。`,
  "sheet-bomb": () => "表格解压后大得反常，不能读取。请把需要的内容复制到新的工作簿，另存后再上传。",
  "sheet-broken": () => "表格文件已损坏或不完整。请用表格程序打开后重新保存，再上传。",
  "sheet-unsafe": () => "表格中含有宏或外部链接等内容，不能上传。请把内容复制到新的工作簿，另存为 .xlsx 后再上传。",
  "sheet-too-many-rows": ({ most }) =>
    `表格行数过多${most === undefined ? "" : `，最多${most}行`}。请删去空行，或分成几个文件上传。`,
  "sheet-too-many-columns": ({ most }) =>
    `表格列数过多${most === undefined ? "" : `，最多${most}列`}。请删去不需要的列后再上传。`,
  "sheet-no-header": () => "没有找到表头。请按模板在数据上方写一行列名（如“姓名”），再上传。",
  "sheet-columns-missing": ({ columns }) =>
    `缺少必需的列${columns === undefined ? "" : `：${columns}`}。请按模板补上，列名与模板一致。`,
  "sheet-several": ({ sheets }) =>
    `有几张工作表都像是要导入的${sheets === undefined ? "" : `：${sheets}`}。请只保留一张，再上传。`,
  "sheet-empty": () => "表格里没有数据。请在表头下面填写，再上传。",
  "sheet-encoding": () => "文字编码无法识别，会出现乱码。请另存为 .xlsx，或“CSV UTF-8”格式，再上传。",
  "sheet-csv-broken": () => "CSV 文件的引号或分列不完整，无法分行。请另存为 .xlsx 后再上传。",
  "zip-not-a-zip": () => "这不是 .zip 压缩包。请把扫描件放入一个文件夹，压缩成 .zip 后再上传。",
  "zip-unsafe": () => "压缩包里有不安全的文件路径或链接，不能读取。请只放入扫描件，重新压缩后再上传。",
  "zip-too-large": ({ mostMegabytes }) =>
    `压缩包${mostMegabytes === undefined ? "过大" : `超过${mostMegabytes}MB`}。请分成几批上传，或降低扫描分辨率。`,
  "zip-broken": () => "压缩包已损坏或不完整。请重新压缩后再上传。",
  "zip-encrypted": () => "压缩包设有密码，无法打开。请不设密码重新压缩后再上传。",
} satisfies Partial<Record<ViolationCode, Words>>;
