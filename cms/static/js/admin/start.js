/**
 * Starts the parts of the admin that Wagtail starts with a script in the HTML, which our
 * Content-Security-Policy forbids: `data-start-call-value` names the function or class,
 * `data-start-arguments-value` its arguments as JSON.
 */
(() => {
  class StartController extends window.StimulusModule.Controller {
    static values = { call: String, arguments: { type: Array, default: [] } };

    connect() {
      const { callValue: call, argumentsValue: given, element } = this;
      // Once: an item that is moved within a list would start it again.
      element.remove();
      new window[call](...given);
    }
  }

  /** The button that offers popular search terms for a promoted result. */
  window.startQueryChooser = function startQueryChooser(id, url) {
    const input = document.getElementById(id);
    document.getElementById(`${id}-chooser`).addEventListener("click", () => {
      window.ModalWorkflow({
        url,
        onload: window.QUERY_CHOOSER_MODAL_ONLOAD_HANDLERS,
        responses: {
          queryChosen: (query) => {
            input.value = query.querystring;
          },
        },
      });
    });
  };

  // "Select all" above the languages to translate into (wagtail-localize).
  document.addEventListener("change", ({ target }) => {
    if (target.name !== "select_all") return;
    for (const box of target.form.querySelectorAll("[name=locales]")) box.checked = target.checked;
  });

  window.wagtail.app.register("start", StartController);
})();
