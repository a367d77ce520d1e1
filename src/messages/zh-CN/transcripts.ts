/** 学分证明。 */
export const transcripts = {
  title: "学分证明",
};
