/** Values of eight letters and more that a text shows under a name, as settings and programs have them. */
export function valuesNamed(name: string, text: string): readonly string[] {
  const pattern = new RegExp(`${name}\\w*["']?\\s*[:=]>?\\s*["']?([^\\s"'\`&,;<>()[\\]{}\\\\]{8,200})`, 'gi');
  return [...text.matchAll(pattern)].map(([, value = '']) => value);
}
