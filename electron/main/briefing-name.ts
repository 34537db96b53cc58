/** The page's title names the moment; only letters, digits, dots and dashes of any script reach the file system. */
export function briefingName(title: string, seq: number): string {
  const safe = title
    .replaceAll(/[^\p{L}\p{N}.-]+/gu, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '')
    .slice(0, 80);
  return `${safe === '' ? 'briefing' : safe}-${seq}`;
}
