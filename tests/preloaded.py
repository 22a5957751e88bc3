"""What forked processes have loaded beside modules: the Chinese words, a second for each."""

from index.lexical import word_class

word_class("公园")
