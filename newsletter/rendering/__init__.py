"""An issue as a mail: the same content as its web page, for programs that read mail."""
