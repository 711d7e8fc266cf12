/** A word, in which a dollar quotes nothing and an `E` before a quote is found; a quote or its tag; what ends a statement's text early. */
const TOKEN = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*|'|"|\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$|\\|--|\/\*/g;

/**
 * What psql takes for one of its own commands: a backslash outside of quotes, with which its shell escape `\!` begins, too; and what begins
 * a comment, since no definition has one. A tenant names its objects as it likes: a definition that leads out of its quotes is not written.
 * Answers what stands there, or undefined.
 */
export const metaCommandIn = (sql: string): string | undefined => {
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(sql); match; match = TOKEN.exec(sql)) {
    const [token] = match;
    if (token === '\\' || token === '--' || token === '/*') return sql.slice(match.index, match.index + 40);
    TOKEN.lastIndex = endOf(sql, token, TOKEN.lastIndex);
  }
  return undefined;
};

/** After what the token opens; the end of the text where that is not closed. */
const endOf = (sql: string, token: string, from: number): number => {
  if (/^e$/i.test(token) && sql[from] === "'") return endOfEscaped(sql, from + 1);
  // A doubled quote ends one text and begins the next, which comes to the same.
  if (token !== "'" && token !== '"' && !token.startsWith('$')) return from;
  const end = sql.indexOf(token, from);
  return end < 0 ? sql.length : end + token.length;
};

/** Of `E'…'`, in which a backslash takes the next sign along. */
const endOfEscaped = (sql: string, from: number): number => {
  for (let i = from; i < sql.length; i++) {
    if (sql[i] === '\\' || (sql[i] === "'" && sql[i + 1] === "'")) i++;
    else if (sql[i] === "'") return i + 1;
  }
  return sql.length;
};
