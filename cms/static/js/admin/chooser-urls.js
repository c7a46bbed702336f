/** Where the editor of translations finds the choosers of images, documents and pages. */
window.chooserUrls ??= { ...document.currentScript.dataset };
