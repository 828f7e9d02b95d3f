/** The version an image reference names. */
export function versionOfImage(image: string, _imageID?: string): string {
  return image.split(':').pop() ?? 'latest';
}
