/** 催办和代办。 */
export const desk = {
  urge: "催办",
  urgeHint: (office: string) => `已等待较久。催办后${office}会收到消息，7 天后可以再次催办。`,
  urged: "已催办",
  urgedOn: (at: string) => `${at} 已催办`,
  urgeDone: "已催办，对方会收到消息。",

  deputyTitle: (place: string) => `${place} · 代办`,
  deputyLead:
    "外出或请假期间，可以指定一人在这些日子里代您办理。代办人登录后用“切换”进入，所做的每一步都记在代办人名下。",
  fields: { deputy: "代办人", fromDay: "开始日期", toDay: "结束日期" },
  deputyHint: "本单位同事，或下属、上级单位的人员",
  choose: "请选择",
  nameDeputy: "指定代办人",
  nobody: "目前没有可以指定的人。请先由上级管理员为本单位添加账号。",
  named: "已指定，代办人会收到消息。",
  ended: "已结束代办。",
  own: "我指定的代办",
  ownNone: "还没有指定过代办人。",
  days: (from: string, to: string) => (from === to ? from : `${from} 至 ${to}`),
  states: { coming: "未开始", running: "代办中", over: "已结束" },
  end: "结束代办",
  endHint: (name: string) => `${name}将立即不能再代您办理，已办的不受影响。`,
  forOthers: "请我代办的",
  forOther: (name: string, place: string) => `${name} · ${place}`,
  actNow: (place: string) => `切换到${place}`,
};
