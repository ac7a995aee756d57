/** Whether a text is the command, or may hold a promise: asked at each key, so before any date is read. */

const command = /^\s*(?:[/／、]\s*(?:promise|promessa|prometo|承诺)|承诺(?=\s))\s*/iu;

/** What stands behind `/promise`, `/promessa` or `承诺`; undefined for any other text. */
export function commandIn(text: string): string | undefined {
  const found = command.exec(text);
  return found ? text.slice(found[0].length) : undefined;
}

/** Whether what was typed behind a slash has become the command. */
export function isPromiseCommand(typed: string): boolean {
  return /\s$/u.test(typed) && commandIn(`/${typed}`) === '';
}

const mine = [
  /\b(?:i|we)(?:['’]ll| will|['’]m going to| am going to| are going to|['’]re going to| can| shall)\b/iu,
  /\b(?:let me|you(?:['’]ll| will) (?:have|get|hear|receive))\b/iu,
  /(?<!\p{L})(?:vou|vamos|irei|iremos|te (?:ligo|mando|envio|retorno|aviso)|ligo|ligamos|envio|enviamos|retorno|retornamos|mando|mandamos|respondo|respondemos|entregamos|prometo|prometemos)(?!\p{L})/iu,
  /(?:我们?|这边)[^。！？\n]{0,12}(?:会|将|给您|给你|联系|回复|安排|处理|发送)|(?:给您|给你|为您)[^。！？\n]{0,6}(?:回|打|发|寄|送|答)/u,
];
const soon =
  /\d|mon|tue|wed|thu|fri|sat|sun|tomorrow|today|tonight|noon|week|segunda|terça|quarta|quinta|sexta|sábado|domingo|amanhã|hoje|semana|周|星期|礼拜|明|后天|今|点|月|日/iu;

/** The first sentence in which the writer says what the writer will do, and perhaps when. */
export function intentIn(text: string): string | undefined {
  if (commandIn(text) !== undefined) return undefined;
  return text
    .split(/(?<=[.!?。！？])\s*|\n/u)
    .map((sentence) => sentence.trim())
    .find(
      (sentence) =>
        !/[?？]$/u.test(sentence) && soon.test(sentence) && mine.some((one) => one.test(sentence)),
    );
}
