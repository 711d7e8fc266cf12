/** Saves what the page has as a file of the reader's. */
export const saveFile = (name: string, content: BlobPart): void => {
  const url = URL.createObjectURL(new Blob([content]));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
};
