/** 催办和代办。 */
export const desk = {};
