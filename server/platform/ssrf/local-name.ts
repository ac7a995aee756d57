/** Names that lead to this machine or its neighbours, whoever resolves them. */
export function isLocalName(host: string): boolean {
  return /(^|\.)(localhost|local|internal|home\.arpa|lan)\.?$/i.test(host);
}
