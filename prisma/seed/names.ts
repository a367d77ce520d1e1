import { latinName } from "@/server/latin-name";
import type { Chance } from "./random";

const SURNAMES =
  "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文";
const FIRST = "建国秀海玉文志晓春小红永丽俊明淑雪国振子雅金桂美庆新立爱兰月云思慧德洪";
const SECOND = "华英强军平芳敏静杰涛勇艳超霞磊娟刚洋勤玲辉丹萍鹏琳波宁婷斌颖凯洁健倩宇佳峰莉龙梅";
/** Names of other peoples of China, with their middle dot, and a character outside the first plane. */
const OTHERS = ["买买提·艾力", "阿依古丽·吐尔逊", "古丽娜·买买提", "巴特尔·宝音", "艾合买提·热合曼", "吴𠮷祥"];

/** @param place where in a list it stands: one in a hundred and twenty is of the rarer kinds, each in its turn */
export function aName(chance: Chance, place = 1): string {
  if (place % 120 === 0) return OTHERS[(place / 120) % OTHERS.length] as string;
  const given = chance.pick([...FIRST]) + (chance.is(0.8) ? chance.pick([...SECOND]) : "");
  return chance.pick([...SURNAMES]) + given;
}

/** How a name is typed on a Latin keyboard, as the table of teachers has it. */
export function latin(name: string): { pinyin: string; pinyin_initials: string } {
  const { pinyin, pinyinInitials } = latinName(name);
  return { pinyin, pinyin_initials: pinyinInitials };
}
