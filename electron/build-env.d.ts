/** electron-vite: the path of a file that is built as an entry of its own. */
declare module '*?modulePath' {
  const path: string;
  // electron-vite defines this as the module's default export.
  export default path;
}
